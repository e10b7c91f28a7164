/*
 * What clients feel of settings that both generations of keysets have. From PubNub's pages on message
 * persistence, App Context, Access Manager, presence and the stream controller. Of a switch: "On: …",
 * "Off: …", or both in this order.
 */
export const keysetEffects = {
  history: 'Off: clients get no message history.',
  historyDays:
    'Counts for messages published from then on; those already stored keep the days they have.',
  storedPresence:
    'On: presence events are stored in the message history. Off: those that follow are not.',
  accessManager:
    'On: clients without a token are refused at once. Off: everybody with the subscribe key may read and write.',
  listingChannels:
    'On: while Access Manager is on, clients may not list the data of all channels. Off: they may, even if their token does not say so.',
  listingUsers:
    'On: while Access Manager is on, clients may not list the data of all users. Off: they may, even if their token does not say so.',
  appContext: 'Off: calls to App Context are refused.',
  userEvents: 'Off: clients get no events when data of users changes.',
  channelEvents: 'Off: clients get no events when data of channels changes.',
  membershipEvents: 'Off: clients get no events when memberships change.',
  files: 'Off: uploads and downloads are refused.',
  fileDays:
    'Files are kept for that long. Whether a change counts for files that are already there is not stated.',
  presence: 'Off: join, leave and occupancy events stop.',
  announceMax:
    'In a channel with more occupants, joining and leaving is no longer told one by one; its occupancy is, at intervals.',
  presenceInterval: 'How often the occupancy of a busy channel is told.',
  presenceDeltas: 'On: the occupancy of a busy channel is told with who came and who left.',
  leaveOnDisconnect: 'On: a connection that is closed counts as a leave at once.',
  streamController: 'Off: channel groups and subscriptions to name.* do not work.',
  wildcards: 'Off: subscriptions to name.* are refused.',
} as const;
