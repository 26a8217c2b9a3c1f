from django.urls import path

from . import views

app_name = "shop"

urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("tea/<slug:slug>/", views.tea, name="tea"),
]
