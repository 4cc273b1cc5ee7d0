"""The chunks of an upload in the store, in their order."""

from uuid import UUID

from xuzhi.documents.storage import chunk_key, files


def chunk_keys(upload_id: UUID) -> list[str]:
    """Keys of the chunks that have arrived, by offset."""
    folder = chunk_key(upload_id, 0).rsplit("/", 1)[0]
    try:
        names = files().listdir(folder)[1]
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in sorted(names)]


def drop_chunks(upload_id: UUID) -> None:
    for key in chunk_keys(upload_id):
        files().delete(key)
    # A disk keeps the empty folder, S3 has none.
    folder = chunk_key(upload_id, 0).rsplit("/", 1)[0]
    if files().exists(folder):
        files().delete(folder)
