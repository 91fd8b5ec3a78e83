from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "preau.staff"
    label = "staff"
    verbose_name = "Mon Équipe"

    def ready(self) -> None:
        from preau.staff import notices
        from preau.staff.moving import notices as moving_notices
        from preau.staff.procedure import register_procedure
        from preau.staff.qualifying import notices as qualifying_notices

        register_procedure()
        notices.register()
        moving_notices.register()
        qualifying_notices.register()
