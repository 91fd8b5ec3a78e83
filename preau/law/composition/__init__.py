"""Who sits where: commissions communales de l'accueil, their elections and seats, and the other bodies of the law."""
