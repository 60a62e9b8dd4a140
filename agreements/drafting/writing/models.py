"""What was changed in a draft's articles, so that it can be undone and merged."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement


class ChangeKind(models.TextChoices):
    """What somebody did to the articles."""

    SAVE = "save", _("mengubah pasal")
    ADD = "add", _("menambah pasal")
    REMOVE = "remove", _("menghapus pasal")
    MOVE = "move", _("memindahkan pasal")
    SPLIT = "split", _("memecah pasal")
    CHAPTER = "chapter", _("mengubah bab")
    ADOPT = "adopt", _("menerima usul")
    IMPORT = "import", _("memasukkan naskah")


class TextChange(models.Model):
    """One change of a draft's articles: the touched articles as they were before and are after.

    `before` and `after` are lists of article states (`writing.structure.State` as mappings); an article that is only
    in one of them was added or removed. `order_before` and `order_after` are the keys of all articles in order.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="text_changes")
    kind = models.CharField(max_length=8, choices=ChangeKind)
    article_pk = models.BigIntegerField(null=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    order_before = models.JSONField(default=list)
    order_after = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreement", "-pk"]
        verbose_name = _("perubahan naskah")
        indexes = [models.Index(fields=["agreement", "-id"], name="text_change_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.article_pk or ''}".strip()
