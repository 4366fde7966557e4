"use strict";
/* Every other script of the page has run. */
document.documentElement.dataset.ready = "true";
