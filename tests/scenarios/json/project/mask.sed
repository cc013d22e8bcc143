s/("(seconds|bytes|files)": )[0-9.e-]+/\1<number>/
s/("id": )"[0-9a-f-]{36}"/\1"<uuid>"/
