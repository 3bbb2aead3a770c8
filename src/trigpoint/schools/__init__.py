"""Schools: the register of schools in England, what each school is and since when, and finding one by name."""
