"""The ledger's tables. Only this room touches them; the database refuses UPDATE, DELETE and TRUNCATE on all but the
queue of what is not sealed yet (see migrations/0002)."""

from django.db import models


class EventRow(models.Model):
    """One event. `position` comes from a sequence and has gaps; `sequence` counts in the stream without gaps."""

    position = models.BigAutoField(primary_key=True)
    stream = models.TextField()
    sequence = models.IntegerField()
    type = models.TextField()
    payload = models.JSONField()
    actor = models.JSONField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_event"
        constraints = [
            models.UniqueConstraint(fields=["stream", "sequence"], name="ledger_event_stream_sequence"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="ledger_event_sequence_from_1"),
        ]
        indexes = [models.Index(fields=["type", "position"], name="ledger_event_type_position")]


class UnsealedRow(models.Model):
    """A committed event that no checkpoint covers yet; a trigger puts it here in the event's own transaction."""

    position = models.BigIntegerField(primary_key=True)

    class Meta:
        db_table = "ledger_unsealed"


class LeafRow(models.Model):
    """The place of an event among the Merkle tree's leaves, from 0 without gaps, given when it is sealed."""

    index = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(EventRow, on_delete=models.PROTECT, db_column="position", related_name="leaf")

    class Meta:
        db_table = "ledger_leaf"


class NodeRow(models.Model):
    """The hash of a full subtree: `index` counts the subtrees of 2**level leaves from the left. Level 0 is leaves."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_node"


class CheckpointRow(models.Model):
    """The signed root over the first `size` leaves."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    signed_at = models.DateTimeField()
    public_key = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        db_table = "ledger_checkpoint"
