from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from .forms import OrderForm
from .models import Tea
from .tasks import confirm


def shelf(request):
    return render(request, "shop/shelf.html", {"teas": Tea.objects.filter(in_stock=True)})


def tea(request, slug):
    tea = get_object_or_404(Tea, slug=slug, in_stock=True)
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        order = form.save(commit=False)
        order.tea = tea
        order.save()
        confirm.delay(order.pk)
        messages.success(request, "Thank you for your order.")
        return redirect(tea)
    return render(request, "shop/tea.html", {"tea": tea, "form": form})
