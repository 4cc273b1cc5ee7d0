import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from xuzhi.ledger.keys import FILE_NAME, KeyUnusable, public_bytes, signing_key


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    folder = tmp_path / "keys"
    first = public_bytes(signing_key(folder))
    assert public_bytes(signing_key(folder)) == first
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert [each.name for each in folder.iterdir()] == [FILE_NAME]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: public_bytes(signing_key(tmp_path)), range(16)))
    assert len(keys) == 1


def test_a_key_that_others_may_read_is_refused(tmp_path):
    signing_key(tmp_path)
    (tmp_path / FILE_NAME).chmod(0o644)
    with pytest.raises(KeyUnusable, match="can be read by others"):
        signing_key(tmp_path)


@pytest.mark.parametrize("content", [b"no key at all", b""])
def test_a_file_that_is_no_key_is_refused(tmp_path, content):
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyUnusable, match="is not a key"):
        signing_key(tmp_path)


def test_a_key_of_another_kind_is_refused(tmp_path):
    path = tmp_path / FILE_NAME
    key = generate_private_key(SECP256R1())
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(KeyUnusable, match="is not an Ed25519 key"):
        signing_key(tmp_path)
