import { z } from "zod";

const Login = z.object({ login: z.string() });

/** An issue as REST gives it, in a list or alone; only what is used. */
export const Issue = z.object({
  id: z.int(),
  number: z.int(),
  html_url: z.string(),
  repository_url: z.string().optional(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
  assignees: z.array(Login).nullish(),
  milestone: z.object({ title: z.string() }).nullish(),
  user: Login.nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  comments: z.int(),
  pull_request: z.unknown().optional(),
  parent_issue_url: z.string().nullish(),
  sub_issues_summary: z.unknown().optional(),
});
export type Issue = z.infer<typeof Issue>;

/** `permissions` is the account's role, not the token's rights, and is missing without a token. */
export const Repository = z.object({
  private: z.boolean(),
  visibility: z.enum(["public", "internal", "private"]).optional(),
  has_issues: z.boolean(),
  archived: z.boolean().optional(),
  owner: z.object({ type: z.string().optional() }).optional(),
  permissions: z
    .object({
      admin: z.boolean().optional(),
      maintain: z.boolean().optional(),
      push: z.boolean(),
      triage: z.boolean().optional(),
      pull: z.boolean().optional(),
    })
    .optional(),
});
export type Repository = z.infer<typeof Repository>;

export const Account = Login;
/** GraphQL's way to say no. */
export const Refusal = z.object({ errors: z.array(z.object({ type: z.string() })).min(1) });
/** The one question put to GraphQL. */
export const Viewer = z.object({ data: z.object({ viewer: Login }) });
export const Label = z.object({ name: z.string() });
export const Labels = z.array(Label);
export const Milestone = z.object({ title: z.string(), number: z.int() });
export type Milestone = z.infer<typeof Milestone>;
export const Comment = z.object({ id: z.int() });
/** A comment as a list gives it; its issue is told by address alone. */
export const SaidComment = Comment.extend({
  body: z.string().nullish(),
  user: Login.nullish(),
  issue_url: z.string(),
  created_at: z.string().nullish(),
});
export type SaidComment = z.infer<typeof SaidComment>;
export const Reaction = z.object({ id: z.int() });
