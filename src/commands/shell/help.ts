/** Shared ends of every command's help. */
export const EXIT_CODES = `Exit codes:
  0  done
  1  something failed, or nobody knows whether it was done; the report lists it
  2  the command line, a cohort file or a template is wrong; other cohorts are done all the same`;

export const ENVIRONMENT = `Environment:
  GITLAB_TOKEN, GITHUB_TOKEN     the forge's token; never an argument
  FLEDGLING_TOKEN_PUBLIC, FLEDGLING_TOKEN_TEAM, FLEDGLING_TOKEN_PRIVATE
                                 for a lane that lives in another project
  CI_API_V4_URL, CI_SERVER_URL, GITHUB_API_URL
                                 the server, as CI sets it, where the file names none
  FLEDGLING_WEBHOOK              an incoming webhook of Slack or Mattermost, for words to helpers
  FLEDGLING_TIMEOUT              seconds before a request is given up (30)
  FLEDGLING_PATIENCE             seconds a run waits on rate limits in all (900)
  FLEDGLING_PACING=off           no pauses between writes, for a server of your own
  CI, GITHUB_ACTIONS, GITLAB_CI  say that this is CI: see Privacy
  NO_COLOR                       no colours`;

export const PRIVACY = `Privacy:
  In CI, issues of the lanes team and private are only counted, since many can read logs
  and artifacts. --lane all names them in the report; with --output FILE only there, and
  the log keeps to counts. Everywhere else everything is shown.`;

export const FILES = "Without files, every *.yaml of config/ is taken, each one cohort.";
