"""The certificate: the award in words on one page, as a PDF file, and as a badge that carries its own proof."""
