"""Files of a case under review: only for members who pledged and declared; every look is kept."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.shapes import Attached
from xuzhi.documents.refusals import PageUnknown, PageUnreadable
from xuzhi.kernel.actor import Actor
from xuzhi.panels.operations.read_material import read_material
from xuzhi.panels.queries.member_panel import material_file
from xuzhi.web.files import file_answer, page_answer
from xuzhi.web.reviewer.access import as_reviewer


@require_safe
@as_reviewer
def file(request: HttpRequest, actor: Actor, panel_id: UUID, attachment: UUID) -> HttpResponse:
    """The file itself, to keep; never shown by the browser on this origin."""
    return file_answer(_file(panel_id, attachment, actor))


@require_safe
@as_reviewer
def page(request: HttpRequest, actor: Actor, panel_id: UUID, attachment: UUID, page: int) -> HttpResponse:
    """One page of a file as a picture."""
    try:
        return page_answer(_file(panel_id, attachment, actor).sha256, page)
    except (PageUnknown, PageUnreadable) as refusal:
        raise Http404(str(refusal)) from refusal


def _file(panel_id: UUID, attachment: UUID, actor: Actor) -> Attached:
    now = timezone.now()
    found = material_file(panel_id, attachment, actor=actor, at=now)
    read_material(panel_id, actor=actor, at=now, what="file")
    return found
