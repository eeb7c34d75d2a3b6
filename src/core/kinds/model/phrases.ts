/**
 * What the program itself puts into texts, in English; a translation says it anew in its `words.yaml`. Values stand in
 * braces. Days of the week and months come by themselves in every language.
 */
export const PHRASES = {
  weekly: "{day}s",
  fortnightly: "every other {day}",
  every_weeks: "every {count} weeks on {day}",
  daily: "every working day",
  weekly_any_day: "once a week, on a day you agree on",
  every_weeks_any_day: "every {count} weeks, on a day you agree on",
  any_time: "at a time you agree on",
  your_time: "{time} your time",
  in_place: "{time} in {place}",
  until: "{time} until {date}",
  from_then: "{time} from then",
  day_before: "{time} the day before",
  day_after: "{time} the next day",
  time_on: "{time} on {date}",
  hours: "{from} to {until}",
  hours_on: "{hours} on {days}",
  no_hours: "no shared hours",
  dates: "{from} to {until}",
  day_of_month: "{day}",
  covers: "{name} covers",
  form_title: "A form to fill in",
  form_title_by: "A form to fill in by {date}",
  form_text:
    "This one is not for here. Please use [the form]({link}): only those who keep it read what you write there.",
  form_text_by:
    "This one is not for here. Please use [the form]({link}) by {date}: only those who keep it read what you write there.",
  form_sent: "I have sent it",
  readers_folder: "Everyone who has this folder can read this.",
  readers_confidential:
    "Only whoever this is assigned to and the project's planners and developers can read this, no other guest.",
  readers_confidential_group:
    "Only whoever this is assigned to and the group's planners and developers can read this, no other guest.",
  readers_everyone: "Everyone on the internet can read this.",
  readers_company: "Everyone in the company that holds this project can read this.",
  readers_server: "Everyone with an account on this server can read this.",
  readers_private: "Only the few members of this private project can read this.",
  readers_project: "Everyone who can open this project can read this, nobody else.",
  readers_group: "Everyone who can open this group can read this, nobody else.",
  status_todo: "not started",
  status_doing: "under way",
  status_done: "done",
  status_blocked: "stuck",
  answered_same_day: "answered the same day",
  answered_next_day: "answered the next day",
  answered_in_week: "answered within a week",
  answered_later: "answered after more than a week",
  not_answered: "an answer is still owed",
  not_answered_long: "an answer has been owed for more than a week",
} as const;
export type Phrase = keyof typeof PHRASES;
export type Phrases = Readonly<Partial<Record<Phrase, string>>>;
