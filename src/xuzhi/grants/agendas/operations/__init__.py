"""What can be done with agendas: ask_agenda, accept_agenda; by the machine answer_agenda, carry_out_agenda."""
