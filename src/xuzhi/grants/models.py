"""Tables of the grants room. All are read models, dropped and rebuilt from events, where nothing else is said."""

from xuzhi.grants.agendas.models import AgendaRow as AgendaRow
from xuzhi.grants.likeness.models import FundedList as FundedList
from xuzhi.grants.likeness.models import FundedPlan as FundedPlan
from xuzhi.grants.likeness.models import SignedPlan as SignedPlan
from xuzhi.grants.presence.models import Presence as Presence
