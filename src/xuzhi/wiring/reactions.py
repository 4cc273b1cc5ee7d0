"""Who reacts to which event: the read models of every room, then what acts on its own."""

from collections.abc import Mapping, Sequence

from xuzhi.ledger import reactions
from xuzhi.ledger.events import Event
from xuzhi.ledger.projectors import Handler


def connect() -> None:
    """Connect all of it, in the order in which it runs inside the transaction of the act."""
    from xuzhi.casework import projectors as casework
    from xuzhi.casework import reactions as casework_reactions
    from xuzhi.documents import projectors as documents
    from xuzhi.grants import reactions as grants_reactions
    from xuzhi.grants.agendas.projector import AGENDAS
    from xuzhi.grants.likeness.projector import FUNDED
    from xuzhi.grants.money.projectors import MONEY
    from xuzhi.jobs import agenda_reactions, likeness_reactions
    from xuzhi.jobs import reactions as jobs_reactions
    from xuzhi.marketplace import reactions as marketplace_reactions
    from xuzhi.marketplace.connections.projector import CONNECTIONS
    from xuzhi.marketplace.following import SUBSCRIPTIONS
    from xuzhi.marketplace.projectors import CATALOGUE
    from xuzhi.marketplace.rating import RATINGS
    from xuzhi.marketplace.using import USAGE
    from xuzhi.notices import projectors as notices
    from xuzhi.panels import projectors as panels
    from xuzhi.panels.consents.projector import CONSENTS
    from xuzhi.parties import projectors as parties
    from xuzhi.registers import projectors as registers

    reactions.connect(
        projectors=(
            parties.PROJECTOR,
            registers.PROJECTOR,
            notices.PROJECTOR,
            documents.PROJECTOR,
            *casework.PROJECTORS,
            panels.PROJECTOR,
            CONSENTS,
            MONEY,
            CATALOGUE,
            SUBSCRIPTIONS,
            CONNECTIONS,
            USAGE,
            RATINGS,
            AGENDAS,
            FUNDED,
        ),
        reactors=_together(
            casework_reactions.REACTORS,
            grants_reactions.REACTORS,
            marketplace_reactions.REACTORS,
            jobs_reactions.REACTORS,
            agenda_reactions.REACTORS,
            likeness_reactions.REACTORS,
        ),
        together=jobs_reactions.TOGETHER,
    )


def _together(*rooms: Mapping[type[Event], Sequence[Handler]]) -> dict[type[Event], list[Handler]]:
    """The reactors of several rooms; of one event those of the lower room first."""
    together: dict[type[Event], list[Handler]] = {}
    for room in rooms:
        for event, handlers in room.items():
            together.setdefault(event, []).extend(handlers)
    return together
