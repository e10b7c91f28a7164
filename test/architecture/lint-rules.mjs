/**
 * Two rules about comments that ESLint does not have.
 * @typedef {import('eslint').Rule.RuleModule} RuleModule
 */

/**
 * @param {RegExp} pattern
 * @param {string} message
 * @returns {RuleModule}
 */
const refuseComments = (pattern, message) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (pattern.test(comment.value) && comment.loc) {
          context.report({ loc: comment.loc, message });
        }
      }
    },
  }),
});

export const rekeyPlugin = {
  meta: { name: 'rekey' },
  rules: {
    'todo-needs-issue': refuseComments(
      /\b(TODO|FIXME|XXX|HACK)\b(?! #\d+)/,
      'Unfinished work has an issue: write "TODO #12: …", or finish it.',
    ),
    'disable-needs-reason': refuseComments(
      /^\s*eslint-disable(?!.*\s--\s\S)/s,
      'Say why on the same line: "eslint-disable-next-line <rule> -- <reason>".',
    ),
  },
};
