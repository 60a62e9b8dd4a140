"""Index: every address of the app."""

app_name = "villages"
urlpatterns = []
