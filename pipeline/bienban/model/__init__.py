"""Mô hình học máy (model): what rules cannot say is learned; inference over the analysis that the rules leave."""
