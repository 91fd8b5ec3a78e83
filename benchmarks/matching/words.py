"""The words the invented catalogue is made of."""


def listed(text: str) -> list[str]:
    """Return what stands between bars, or between spaces where there is no bar."""
    parts = text.replace("\n", "").split("|") if "|" in text else text.split()
    return [part.strip() for part in parts if part.strip()]


TOWNS = listed("""Valbrun Hautcourt Sart-le-Pont Ermeville Noirfontaine Brassival Tilvaux Montjoly Rochebelle Grandpré
Clairval Haverlin Courcelin Belmont Beaumont-sur-Lys Beauvallon Saint-Aubert Saint-Amand-le-Vieux Waresart Liernoux
Fosse-la-Grande Mesnil Hainville Trévaux Trevoux Wansart Wansin Orbais Orbaix Villereau Villerot Champlair Ruisseleau
Pontaval Pontarin Estival Estinval Faymonville-Bas Malvaux Ronsart Ronsard-le-Sec Thibermont Aubechies-Haut
Neuvefontaine Vertbois Boisvert Lavaux-Dame Hérissart Gomont Gaumont Corvelin""")

EMBLEMS = listed("""la Marelle|le Cerf-volant|la Boussole|le Trèfle bleu|Mille Feuilles|l'Arbre à palabres|Grand Large|
la Coccinelle|l'Escargot|la Ruche|Pomme de pin|la Courte Échelle|Tournesol|l'Étincelle|Colibri|le Phare|Farandole|
l'Oiseau-lyre|la Cabane|Arc-en-terre|les Pissenlits|la Passerelle|le Moulin à vent|l'Envol|Petit Poucet|la Grange|
Galipette|la Luciole|le Relais|Sablier|la Balançoire|les Quatre Saisons|l'Ancrage|le Fil rouge|Ricochet|Horizon|
la Clé des champs|le Tremplin|Caravane|l'Atelier bleu|Kaléidoscope|la Fourmilière|Orange mécanique|Trois Petits Points|
Le Pas de côté|la Bulle|Méli-mélo|l'Archipel|Racines|Déclic|l'Écoute|Mosaïque|Coquelicot|Papyrus|l'Amandier|Tandem|
la Tortue|Bric-à-brac|la Source|le Carrefour|Équinoxe|Sésame|Pluriel|Nuage|l'Ourson|Pirouette|Récré|la Malle|
Éventail|la Charade|Girouette|le Chantier|l'Abeille|Hirondelle|Vague|le Jardin|Alvéole|Rebond""")

KINDS = [
    "{e}", "{e}", "{e}", "{e}", "Centre de formation {e}", "Les Ateliers {e}", "Association {e}", "Collectif {e}",
    "Espace {e}", "Maison de l'enfance {e}", "Institut {e}", "Formation {e}", "{e} Formation", "{e} Conseil",
    "Mouvement {e}", "Réseau {e}", "Compagnie {e}", "Académie {e}",
]  # fmt: skip
BY_TOWN = [
    "Institut de promotion sociale de {t}", "École de promotion sociale de {t}",
    "Institut d'enseignement de promotion sociale de {t}", "Cours pour adultes de {t}", "Haute École de {t}",
    "Haute École libre de {t}", "Centre culturel de {t}", "Province de {t} - Service formation",
    "Ville de {t}", "Coordination ATL de {t}", "Maison des jeunes de {t}", "Centre régional de formation de {t}",
    "Bibliothèque de {t}", "Centre de santé mentale de {t}", "Planning familial de {t}", "Service de secours de {t}",
]  # fmt: skip
OFFICE = ["Centre", "Service", "Institut", "Fédération", "Ligue", "Union", "Association", "Conseil", "Mouvement"]
WHAT = [
    "d'animation et de formation", "de formation continue", "d'éducation permanente", "de recherche et d'action",
    "pour l'accompagnement", "des écoles de parents", "de ressources pédagogiques", "pour la santé et le bien-être",
    "des métiers de l'enfance", "d'entraînement aux méthodes nouvelles", "de développement des pratiques",
    "pour l'expression et la créativité", "de prévention et de secours", "d'éducation à l'environnement",
    "pour l'inclusion", "de psychomotricité", "de médiation", "du sport à l'école", "de lecture et de littérature",
]  # fmt: skip
WHOM = [
    "pour l'enfance et la jeunesse", "en milieu rural", "de la petite enfance", "des professionnels de l'accueil",
    "en Fédération", "francophone", "populaire", "de l'accueil extrascolaire", "et le vivre ensemble", "",
]  # fmt: skip
LEGAL = ["asbl", "ASBL", "a.s.b.l.", "", "", "srl", "SCRL", "asbl", ""]

# Base titles; {} stands nowhere: ages, levels and settings are added by the catalogue.
SUBJECTS = listed("""Gérer les conflits entre enfants|Gestion des conflits dans l'équipe|Communication non violente|
Communication bienveillante avec les enfants|Communiquer avec les parents|Accueillir les familles|
Premiers secours pédiatriques|Premiers secours|Secourisme et réanimation|Brevet européen de premiers secours|
Jeux coopératifs|Jeux de société pour les enfants|Jeux d'extérieur|Jeux traditionnels du monde|
Le jeu libre|Aménager les espaces de jeu|Aménagement des lieux d'accueil|Animer un groupe d'enfants|
Techniques d'animation|Animation de groupe|Conte et narration|Raconter des histoires|Lire avec les tout-petits|
Littérature jeunesse|Bricolage avec matériaux de récupération|Peinture et expression plastique|
Terre et modelage|Arts plastiques|Expression théâtrale|Théâtre d'ombres|Marionnettes|Éveil musical|
Chansons et comptines|Rythmes et percussions|Danse et mouvement|Psychomotricité relationnelle|
Psychomotricité fine|Éveil corporel|Yoga pour enfants|Relaxation et massage à l'école|Pleine conscience|
Gérer son stress|Prévention de l'épuisement professionnel|Mal de dos : prévention et manutention|
Hygiène et sécurité alimentaire|Alimentation saine|Cuisiner avec les enfants|Goûters équilibrés|
Développement de l'enfant|Développement psychomoteur|Développement affectif et social|Théorie de l'attachement|
Les émotions de l'enfant|Accueillir les émotions|Gestion des émotions en équipe|Agressivité et violence|
Poser des limites|Autorité et sanction|Règles de vie et sanctions|Punition ou réparation|
Harcèlement entre enfants|Prévention du harcèlement|Maltraitance : repérer et réagir|Détecter la maltraitance|
Droits de l'enfant|Participation des enfants|Inclusion d'enfants en situation de handicap|
Accueillir un enfant à besoins spécifiques|Autisme et accueil|Troubles de l'attention|Troubles dys|
Haut potentiel|Genre et stéréotypes|Diversité culturelle|Accueil de l'enfant allophone|Langue des signes|
Deuil et séparation|Sexualité de l'enfant|Éducation à la vie affective|Écrans et enfants|
Éducation aux médias|Réseaux sociaux|Nature et environnement|École du dehors|Jardin potager|Animaux de la ferme|
Éveil scientifique|Petites expériences scientifiques|Développement durable|Récupération et zéro déchet|
Projet d'accueil|Code de qualité|Réfléchir sa pratique|Analyse de pratiques|Supervision d'équipe|
Gestion d'équipe|Conduite de réunion|Responsable de projet|Cadre légal de l'accueil|Secret professionnel|
Observation de l'enfant|Rythme de l'enfant|La sieste et le repos|Le temps de midi|Surveiller la cour de récréation|
Accompagnement aux devoirs|Apprendre à apprendre|Estime de soi|Discipline positive|Écoute active|
Travailler en équipe|Accueillir un stagiaire|Tutorat|Rédiger un projet pédagogique|Grands jeux|
Sports collectifs|Vélo et mobilité|Sécurité routière|Feu et évacuation|Cirque et jonglerie|Origami et papier|
Magie|Photographie|Vidéo et film d'animation|Philosophie avec les enfants|Accueil des deux ans et demi|
Entrée à l'école maternelle|Bilinguisme|Hypersensibilité|Fêtes et spectacles|Décoration saisonnière""")

# What the same thing is called by somebody who does not have the title before the eyes.
OTHER_WORDS = {
    "gérer les conflits": "gestion de conflits", "gestion des conflits": "gérer les conflits",
    "communication non violente": "CNV", "premiers secours": "secourisme", "réanimation": "réa",
    "communiquer avec les parents": "communication parents", "jeux": "jeu", "animer": "animation",
    "animation": "animer", "raconter des histoires": "l'art de raconter", "prévention": "prévenir",
    "accueillir": "accueil", "accueil": "accueillir", "enfants": "les petits", "enfant": "l'enfant",
    "développement": "le développement", "aménager": "aménagement", "aménagement": "aménager",
    "psychomotricité": "psychomot", "alimentation": "l'alimentation", "bricolage": "bricoler",
    "en situation de handicap": "handicapés", "handicap": "le handicap", "pleine conscience": "mindfulness",
    "estime de soi": "confiance en soi", "équipe": "l'équipe", "écoute active": "écoute",
}  # fmt: skip

AUDIENCES = [
    "", "", "", "", "", "", "en accueil extrascolaire", "à l'école", "de 3 à 12 ans", "chez les 6-12 ans",
    "en collectivité", "au quotidien", "pour accueillantes", "pour responsables de projet", "dans l'ATL",
    "pendant les vacances", "avec peu de moyens", "chez les ados", "chez le tout-petit",
]  # fmt: skip
SERIES = [
    ["niveau 1", "niveau 2"], ["niveau 1", "niveau 2", "niveau 3"], ["module 1", "module 2"],
    ["0-3 ans", "3-6 ans", "6-12 ans"], ["0-3 ans", "3-12 ans"], ["(2,5-6 ans)", "(6-12 ans)"],
    ["initiation", "perfectionnement"], ["partie I", "partie II"], ["base", "approfondissement"],
    ["- formation de base", "- recyclage"], ["débutants", "avancés"], ["cycle court", "cycle long"],
]  # fmt: skip
NOT_IN_SERIES = ["niveau 4", "module 3", "12-18 ans", "partie III", "expert", "niveau 5", "module 4", "(0-18 mois)"]
LEADS = ["", "", "", "", "", "", "", "Atelier : ", "Initiation à : ", "Oser ", "S'outiller : ", "Journée d'étude - "]
TAILS = ["outils et pratiques", "de la théorie à la pratique", "quels repères ?", "mode d'emploi", "pistes d'action",
         "une approche ludique", "entre plaisir et apprentissage", "du sens au quotidien", "parlons-en",
         "et moi ?"]  # fmt: skip
UNKNOWN = listed("""Coaching de vie et développement personnel|Comptabilité pour asbl|Permis remorque|Tableur avancé|
Massage sonore|Aromathérapie familiale|Couture zéro déchet|Histoire du village|Art floral|Néerlandais conversation|
Conseiller en prévention|Recyclage chauffeur|Chant choral|Bien-être animal|Kinésiologie|Numérologie|
Calligraphie japonaise|Encadrer des bénévoles|Tri sélectif au bureau|Règlement général de protection des données|
Logiciel de facturation|Randonnée et orientation|Escalade en salle|Apiculture|Sophrologie|Coiffure créative|
Sculpture sur ballons|Graffiti et fresque murale|Robotique|Impression 3D|Échecs|Astronomie|Contrebasse|
Nutrition sportive""")

FIRST = listed("""Anne Marie Sophie Julie Claire Nadia Fatima Isabelle Céline Laure Élodie Mélanie Caroline
Valérie Nathalie Sandrine Véronique Chantal Aïcha Samira Hélène Florence Béatrice Pauline Amélie Marc Luc Pierre
Jean-Paul Philippe Thomas Nicolas Karim Hassan David Olivier Benoît François Vincent Mehdi""")
LAST = listed("""Lambrecht-Noël Dubrul Vandelaer Hautecloque Marnelle Tissart Debaucq Colinvaux Gérimont Pirsoul Wauthoz
Lesage-Pont Hendriksen Vanderlicht Maréchaux Bertholin Fontanel Dardennois Kerstaux Quevrin Joliment Salmonet
Delcambrin Rousselin Piretaux Evrardin Massonnet Grosjeanne Thironet Legrelle Bastinard Warnimont Servaisin Collardeau
Mathysart Godefrin Renaudin Hoyoisin Parmentin Duquenelle Laloyaux Verhaegenne Noirhommet Baudouinet Cordonnin
Delvallée Stassartin Tilmantin Moreaux-Lys Bouhadi Elkharti Benzarour Oztelli Nkulari""")
HALLS = ["Salle {e}", "Centre sportif de {t}", "École communale de {t}", "Château de {t}", "Hall omnisports {e}",
         "Ferme de {t}", "Maison communale de {t}", "Domaine {e}", "Bibliothèque communale de {t}", "Gîte {e}",
         "Espace citoyen de {t}", "Auberge {e}", "{t}", "Salle paroissiale de {t}", "Campus de {t}"]  # fmt: skip
RUBBISH = ["formation", "?", "voir attestation", "idem", "xxx", "autre", "formation 2023", "journée pédagogique",
           "à compléter", "attestation jointe", "divers", "-", "formation continue", "module"]  # fmt: skip
