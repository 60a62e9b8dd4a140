"""Numbered letters that a case, a dispute or an ending sends out: from data to a PDF in the documents' quality."""
