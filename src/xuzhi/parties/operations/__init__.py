"""What can be done with people and firms: one verb a file, one public function each."""

from xuzhi.parties.operations.accept_invitation import accept_invitation
from xuzhi.parties.operations.add_person import add_person
from xuzhi.parties.operations.change_firm_contact import change_firm_contact
from xuzhi.parties.operations.change_member_role import change_member_role
from xuzhi.parties.operations.drop_parked_form import drop_parked_form
from xuzhi.parties.operations.grant_staff_role import grant_staff_role
from xuzhi.parties.operations.invite_member import SentInvitation, invite_member
from xuzhi.parties.operations.issue_access_code import issue_access_code
from xuzhi.parties.operations.park_form import park_form
from xuzhi.parties.operations.redeem_access_code import RedeemedCode, redeem_access_code
from xuzhi.parties.operations.register_firm import register_firm
from xuzhi.parties.operations.remove_member import remove_member
from xuzhi.parties.operations.rename_person import rename_person
from xuzhi.parties.operations.withdraw_invitation import withdraw_invitation
from xuzhi.parties.operations.withdraw_staff_role import withdraw_staff_role

__all__ = [
    "RedeemedCode",
    "SentInvitation",
    "accept_invitation",
    "add_person",
    "change_firm_contact",
    "change_member_role",
    "drop_parked_form",
    "grant_staff_role",
    "invite_member",
    "issue_access_code",
    "park_form",
    "redeem_access_code",
    "register_firm",
    "remove_member",
    "rename_person",
    "withdraw_invitation",
    "withdraw_staff_role",
]
