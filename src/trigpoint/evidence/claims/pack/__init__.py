"""The pack of evidence for a route to QTS: the Teachers' Standards with honest gaps, as a page, a PDF and a zip."""
