/** Name under `links` of the form that stands for a kind where the forge has no private place for it: `evaluation_form`. */
export function formName(kind: string): string {
  return `${kind.replaceAll("-", "_")}_form`;
}
