"""Who has signed a PDF with a certificate, and whether it is still what was signed (pyHanko).

Nothing is asked of the outside: whether a certificate was revoked is not known here, and whom to trust is not decided.
A signature is `intact` when the digest and the signature hold and nothing but further signatures came after it,
`changed` when the content is not what was signed, `invalid` when the signature itself does not hold, and `unread` when
it could not be verified.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.report import Report, excerpt

INTACT, CHANGED, INVALID, UNREAD = "intact", "changed", "invalid", "unread"
MOST_SIGNATURES = 20
_MOST_REVISIONS = 60
"""Comparing revisions costs one reading each; beyond this a signature that does not cover the whole file is unread."""


def inspect_signatures(path: Path, report: Report) -> None:
    """Note every signature as a fact, and as a finding when it does not hold."""
    if not report.facts.get("signatures"):
        report.facts["signed"] = []
        return
    try:
        report.facts["signed"] = signed = _signatures(path)
    except MemoryError:
        raise
    except Exception:  # a file that pyHanko cannot read is no reason to know nothing else of it
        report.facts["signed"] = signed = [_row(state=UNREAD)]
    if report.facts["signatures"] > len(signed):
        signed.append(_row(state=UNREAD))
    for each in signed:
        if each["state"] != INTACT:
            outcome = "undetermined" if each["state"] == UNREAD else "not_met"
            report.add(f"pdf_signature_{each['state']}", outcome, text=each["signer"])


def _signatures(path: Path) -> list[dict[str, str]]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=False)
        found = reader.embedded_regular_signatures[:MOST_SIGNATURES]
        few = reader.xrefs.total_revisions <= _MOST_REVISIONS
        return [_one(each, compare=few, last=each is found[-1]) for each in found]


def _one(signature: Any, *, compare: bool, last: bool) -> dict[str, str]:
    certificate = signature.signer_cert
    told = _row(signer=_name(certificate.subject), issuer=_name(certificate.issuer))
    told["fingerprint"] = certificate.sha256.hex()
    told["issuer_fingerprint"] = _certified_by(certificate, signature.other_embedded_certs)
    at = signature.self_reported_timestamp
    if at is not None:
        told["signed_at"] = at.astimezone(UTC).isoformat(timespec="seconds")
    try:
        told["state"] = _state(signature, compare=compare, last=last)
    except MemoryError:
        raise
    except Exception:  # an algorithm that is not known, a field that contradicts itself: nobody has verified it
        told["state"] = UNREAD
    return told


def _state(signature: Any, *, compare: bool, last: bool) -> str:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    signature.compute_integrity_info(skip_diff=not compare)
    whole, holds = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    if not whole:
        return CHANGED
    if not holds:
        return INVALID
    if signature.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return INTACT
    if signature.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return CHANGED
    if not compare:
        return UNREAD
    level = getattr(signature.diff_result, "modification_level", ModificationLevel.OTHER)
    # Another signature fills a field; what fills one after the last signature was signed by nobody.
    allowed = ModificationLevel.LTA_UPDATES if last else ModificationLevel.FORM_FILLING
    return INTACT if level <= allowed else CHANGED


def _certified_by(certificate: Any, others: Any) -> str:
    """The certificate that came with the signature and has certified the signer's; empty when none has."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    signer = x509.load_der_x509_certificate(certificate.dump())
    for other in (certificate, *(others or ())):
        issuer = x509.load_der_x509_certificate(other.dump())
        try:
            # Who certifies themselves needs nobody's leave, and has nobody behind them.
            may = other is certificate or issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
            signer.verify_directly_issued_by(issuer)
        except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
            continue
        if may:
            return str(other.sha256.hex())
    return ""


def _name(name: Any) -> str:
    found = name.native
    return excerpt(str(found.get("common_name") or found.get("organization_name") or name.human_friendly))


def _row(*, signer: str = "", issuer: str = "", state: str = UNREAD) -> dict[str, str]:
    return {"signer": signer, "issuer": issuer, "fingerprint": "", "issuer_fingerprint": "", "signed_at": "",
            "state": state}  # fmt: skip
