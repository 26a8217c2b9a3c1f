from django.contrib import admin

from .models import Order, Tea


@admin.register(Tea)
class TeaAdmin(admin.ModelAdmin):
    list_display = ["name", "price", "in_stock"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    list_display = ["tea", "quantity", "email", "created"]
    list_select_related = ["tea"]
