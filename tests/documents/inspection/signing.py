"""PDFs that are signed with certificates that the tests make themselves."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore


class Signer:
    """Somebody with a key; certified by themselves, or by another."""

    def __init__(self, name: str, by: Signer | None = None, authority: bool = False) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        begins = datetime.now(UTC) - timedelta(days=1)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(by.certificate.subject if by else subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(begins + timedelta(days=400))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        self.certificate = made.sign((by or self).key, hashes.SHA256())
        self.by = by

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def sign(self, pdf: bytes, field: str = "Signature1") -> bytes:
        """The PDF with this signature added."""
        from asn1crypto import keys
        from asn1crypto import x509 as asn1

        def known(certificate: x509.Certificate) -> asn1.Certificate:
            return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))

        store = SimpleCertificateStore()
        if self.by:
            store.register(known(self.by.certificate))
        key = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        signer = signers.SimpleSigner(
            signing_cert=known(self.certificate), signing_key=keys.PrivateKeyInfo.load(key), cert_registry=store
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        made = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer=signer)
        return bytes(made.getvalue())


def added_to(pdf: bytes) -> bytes:
    """The PDF with a page added behind it by hand; the bytes before stay as they were."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.writer import PageObject

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    empty = generic.StreamObject(stream_data=b"0 0 100 100 re f")
    writer.insert_page(PageObject(contents=writer.add_object(empty), media_box=(0, 0, 200, 300)))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
