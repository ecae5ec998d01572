"""How the model that `orbat.read.gist` runs is trained: our own texts, examples, network, script."""
