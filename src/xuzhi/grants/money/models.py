"""Read model of the money of contracts, dropped and rebuilt from events: one row an entry."""

from __future__ import annotations

from django.db import models

PAID, SPENT, RECOVERED = "paid", "spent", "recovered"


class Entry(models.Model):
    """What moved, for which contract and by which case. Of what was spent one row a budget line, with the subsidy's
    share in `amount_twd` and the firm's own in `own_twd`."""

    position = models.BigIntegerField()
    place = models.IntegerField(default=0)
    contract_id = models.UUIDField(db_index=True)
    case_id = models.UUIDField()
    number = models.CharField(max_length=40)
    firm_ubn = models.CharField(max_length=8)
    sort = models.CharField(max_length=12)
    instalment = models.IntegerField(null=True)
    line = models.CharField(max_length=80, blank=True)
    amount_twd = models.BigIntegerField()
    own_twd = models.BigIntegerField(default=0)
    on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "grants_money"
        constraints = (
            models.UniqueConstraint(fields=["position", "place"], name="grants_money_once"),
            models.UniqueConstraint(
                fields=["contract_id", "instalment"], condition=models.Q(sort=PAID), name="grants_instalment_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sort} {self.amount_twd} {self.number}"
