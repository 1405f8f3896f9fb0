"""Who is who and what is where: tables of actors, offices, places and stances, and how to read them."""
