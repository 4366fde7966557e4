"""Text → candidate statements, offline, with frames as data.

>>> from faultlines.extract.documents import Document
>>> from faultlines.extract.pipeline import Extractor
>>> extractor = Extractor()                                            # loads the parser and the gazetteer once
>>> text = "France opposes a new tax on trade. Berlin may support it."
>>> for s in extractor(Document(name="a.txt", text=text, sha256="0" * 64)).statements:
...     print(s.subject, s.relation, s.object, s.modality.value, text[slice(*s.spans[0])])
actor:france opposes new:new-tax-on-trade asserted France opposes a new tax on trade
"""
