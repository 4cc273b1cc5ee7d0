"""Who reacts to which event: the read models of every room, then what acts on its own."""

from xuzhi.ledger import reactions


def connect() -> None:
    """Connect all of it, in the order in which it runs inside the transaction of the act."""
    from xuzhi.casework import projectors as casework
    from xuzhi.marketplace.projectors import CATALOGUE
    from xuzhi.notices import projectors as notices
    from xuzhi.parties import projectors as parties
    from xuzhi.registers import projectors as registers

    reactions.connect(
        projectors=(
            parties.PROJECTOR,
            registers.PROJECTOR,
            notices.PROJECTOR,
            *casework.PROJECTORS,
            CATALOGUE,
        ),
    )
