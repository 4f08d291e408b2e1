// Posts the one form that asks for it; without JavaScript the form's button does the same.
document.querySelector("form[data-auto-submit]")?.submit();
