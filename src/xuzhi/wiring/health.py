"""Is everything up: the web server (it answers), the database, and a worker that still beats."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

# The job library's workers beat every ten seconds; one that missed three is taken for gone.
SILENT_WORKER_SECONDS = 30


def health(request: HttpRequest) -> JsonResponse:
    """200 with every part "ok", or 503 naming the part that is not."""
    parts = {"web": "ok", "database": "ok", "worker": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from procrastinate_workers where last_heartbeat > now() - make_interval(secs => %s)",
                [SILENT_WORKER_SECONDS],
            )
            if cursor.fetchone()[0] == 0:
                parts["worker"] = f"no worker has been heard for {SILENT_WORKER_SECONDS} seconds"
    except DatabaseError as error:
        parts["database"] = parts["worker"] = str(error).splitlines()[0] if str(error) else "unreachable"
    well = all(state == "ok" for state in parts.values())
    answer = JsonResponse(parts, status=200 if well else 503)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark: who asks is told, and nobody else
    return answer
