"""The plan as a document: what it says, and how it is written as DOCX, ODT and PDF in the fonts that are asked for."""
