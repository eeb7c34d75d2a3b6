import { z } from "zod";

const User = z.object({ id: z.int(), username: z.string() });

/** Somebody's account; only `active` ones can be assigned. */
export const Account = User.extend({ state: z.string().nullish(), access_level: z.int().nullish() });
export type Account = z.infer<typeof Account>;

/** An issue as REST gives it, in a list or alone; only what is used. */
export const Issue = z.object({
  iid: z.int(),
  web_url: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.enum(["opened", "closed"]),
  labels: z.array(z.string()),
  assignees: z.array(User).nullish(),
  due_date: z.string().nullish(),
  milestone: z.object({ title: z.string() }).nullish(),
  confidential: z.boolean().nullish(),
  author: z.object({ username: z.string() }).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  user_notes_count: z.int().nullish(),
  /** Premium and Ultimate alone; null for an issue that stands under none. */
  epic: z.object({ id: z.int(), iid: z.int(), url: z.string().nullish() }).nullish(),
  /** Set once it was moved to another project; what stays behind is a closed copy. */
  moved_to_id: z.union([z.int(), z.string()]).nullish(),
});
export type Issue = z.infer<typeof Issue>;

const Access = z.object({ access_level: z.int() }).nullish();

/** `permissions` is missing without a token. */
export const Project = z.object({
  visibility: z.enum(["public", "internal", "private"]).optional(),
  archived: z.boolean().nullish(),
  path_with_namespace: z.string().nullish(),
  namespace: z.object({ kind: z.string().nullish(), full_path: z.string().nullish() }).nullish(),
  issues_enabled: z.boolean().nullish(),
  /** `disabled`, `private` (members only), `enabled`. */
  issues_access_level: z.string().nullish(),
  permissions: z.object({ project_access: Access, group_access: Access }).nullish(),
});
export type Project = z.infer<typeof Project>;

export const Label = z.object({ id: z.int(), name: z.string() });
export const Milestone = z.object({ id: z.int(), title: z.string() });
export type Milestone = z.infer<typeof Milestone>;
export const Note = z.object({ id: z.int() });
/** A comment as the list of one issue gives it. */
export const SaidNote = Note.extend({
  body: z.string().nullish(),
  author: z.object({ username: z.string() }).nullish(),
  system: z.boolean().nullish(),
  created_at: z.string().nullish(),
});
/** What happened in a project, as far as somebody said something. */
export const CommentEvent = z.object({
  author_username: z.string().nullish(),
  created_at: z.string().nullish(),
  note: z
    .object({
      id: z.int(),
      body: z.string().nullish(),
      author: z.object({ username: z.string() }).nullish(),
      system: z.boolean().nullish(),
      noteable_type: z.string().nullish(),
      noteable_iid: z.int().nullish(),
    })
    .nullish(),
});
export type CommentEvent = z.infer<typeof CommentEvent>;
export const Award = z.object({ id: z.int() });
