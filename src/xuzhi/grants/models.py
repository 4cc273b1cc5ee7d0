"""Tables of the grants room. All are read models, dropped and rebuilt from events, where nothing else is said."""

from xuzhi.grants.agendas.models import AgendaRow as AgendaRow
