"""Acts on firms, people and codes that are refused. What each says and what to do is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class FirmAlreadyRegistered(Refusal):
    """The firm is registered; whoever comes next must be invited by its owner. Values: name, owner (masked)."""

    code = "parties.firm_already_registered"


class FirmUnknown(Refusal):
    """No firm with this business number is registered here. Values: ubn."""

    code = "parties.firm_unknown"


class FirmNameMissing(Refusal):
    """A firm cannot be registered without its name."""

    code = "parties.firm_name_missing"


class FirmNameTooLong(Refusal):
    """The name does not fit. Values: length."""

    code = "parties.firm_name_too_long"


class PersonNameMissing(Refusal):
    """A person cannot be added without a name."""

    code = "parties.person_name_missing"


class RoleUnknown(Refusal):
    """There is no such role. Values: role."""

    code = "parties.role_unknown"


class EmailInvalid(Refusal):
    """What was given is not an e-mail address. Values: email."""

    code = "parties.email_invalid"


class EmailTaken(Refusal):
    """Somebody has an account with this address. Values: email."""

    code = "parties.email_taken"


class NotMemberOfFirm(Refusal):
    """The person does not belong to the firm. Values: firm."""

    code = "parties.not_member_of_firm"


class OwnerOnly(Refusal):
    """Only an owner of the firm may do this. Values: firm."""

    code = "parties.owner_only"


class LastOwnerStays(Refusal):
    """A firm keeps at least one owner. Values: firm."""

    code = "parties.last_owner_stays"


class AlreadyMember(Refusal):
    """The person belongs to the firm already. Values: email, firm."""

    code = "parties.already_member"


class InvitationUnknown(Refusal):
    """The link is not one of ours, or was withdrawn."""

    code = "parties.invitation_unknown"


class InvitationExpired(Refusal):
    """The invitation's days are over. Values: expired."""

    code = "parties.invitation_expired"


class InvitationUsed(Refusal):
    """The invitation was accepted before."""

    code = "parties.invitation_used"


class InvitationForAnother(Refusal):
    """The invitation was sent to another address. Values: invited (masked), email."""

    code = "parties.invitation_for_another"


class StaffRoleMissing(Refusal):
    """The person has no such role in the office. Values: role."""

    code = "parties.staff_role_missing"


class AccessCodeMissing(Refusal):
    """There is no open code for this firm."""

    code = "parties.access_code_missing"


class AccessCodeWrong(Refusal):
    """The code does not match. Values: left, the tries that remain."""

    code = "parties.access_code_wrong"


class AccessCodeMalformed(Refusal):
    """What was typed cannot be a code: not eight of the characters that codes use. It costs no try."""

    code = "parties.access_code_malformed"


class AccessCodeLocked(Refusal):
    """Too many wrong tries; a new code must be asked for."""

    code = "parties.access_code_locked"


class AccessCodeExpired(Refusal):
    """The code's days are over. Values: expired."""

    code = "parties.access_code_expired"


class AccessCodeUsed(Refusal):
    """The code has been redeemed. Values: used, the instant."""

    code = "parties.access_code_used"


class AccessCodeSuperseded(Refusal):
    """A newer code has taken this one's place."""

    code = "parties.access_code_superseded"


class ParkedFormGone(Refusal):
    """What was kept of an interrupted form is no longer here, or belongs to somebody else."""

    code = "parties.parked_form_gone"


class ParkedFormTooLarge(Refusal):
    """More was sent than can be kept for later."""

    code = "parties.parked_form_too_large"


class ParkedFormTooMany(Refusal):
    """One place has parked more forms in an hour than people do."""

    code = "parties.parked_form_too_many"
