export type ChannelTemplateId = 'push' | 'server' | 'ci';

export interface ChannelTemplate {
  readonly id: ChannelTemplateId;
  readonly label: string;
  /** What the key may do, and what not. */
  readonly description: string;
}

/**
 * Starting points by purpose for a key that sends. All are channel scoped, and the person names the
 * channels: such a key can read nothing, so there is none for browsers and none for statistics.
 */
export const channelTemplates: readonly ChannelTemplate[] = [
  {
    id: 'push',
    label: 'Push campaign',
    description:
      'May send to the recipients of the channels that you choose for the campaign; it reaches nobody else.',
  },
  {
    id: 'server',
    label: 'Server alerts',
    description:
      'May send the alerts of your servers to the channels that you choose, such as those on call; it reaches nobody else.',
  },
  {
    id: 'ci',
    label: 'CI',
    description:
      'May send the results of builds to the one channel that you choose; it reaches nobody else.',
  },
];
