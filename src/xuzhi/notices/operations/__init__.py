"""What can be done with a notice: issue, deliver, read. One verb a file."""

from xuzhi.notices.operations.deliver_notice import Delivery, deliver_notice
from xuzhi.notices.operations.issue_notice import AboutCase, Addressee, issue_notice
from xuzhi.notices.operations.read_notice import read_notice

__all__ = ["AboutCase", "Addressee", "Delivery", "deliver_notice", "issue_notice", "read_notice"]
