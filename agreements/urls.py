"""Index: every address of the app."""

app_name = "agreements"
urlpatterns = []
