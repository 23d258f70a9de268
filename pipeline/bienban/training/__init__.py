"""Huấn luyện (training): from annotated reports to the weights that the package ships, and from an archive to what to annotate next."""
