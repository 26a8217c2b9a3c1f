from celery import shared_task
from django.core.mail import send_mail

from .models import Order


@shared_task
def confirm(order_id):
    order = Order.objects.select_related("tea").get(pk=order_id)
    send_mail("Your order", f"Thank you: {order} is on its way.", None, [order.email])
