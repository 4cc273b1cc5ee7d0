"""The members of a panel are asked once more: whether what they settled may be changed. Each answers alone."""
