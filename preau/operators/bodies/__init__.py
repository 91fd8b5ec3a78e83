"""The organising body: identity, account, contacts, recognitions, insurances; its operators; inviting an operator."""
