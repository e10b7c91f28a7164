import type { GuideStep } from '../../../shared/providers/console-guide.ts';

/** Steps that stand on one page: each page of the console is opened from the first that needs it. */
export const withLinksOnce = (steps: readonly GuideStep[]): readonly GuideStep[] =>
  steps.map((step, index) =>
    steps.findIndex(({ linkId }) => linkId === step.linkId) < index
      ? { ...step, linkId: null }
      : step,
  );
