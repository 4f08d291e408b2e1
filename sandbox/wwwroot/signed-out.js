// Goes on as soon as every application has been told; without JavaScript the Refresh header and the link do the same.
addEventListener("load", () => document.querySelector("a[data-continue]")?.click());
