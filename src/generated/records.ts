/** Generated from schemas/streams by schemas/generate.ts. Do not edit. */

/**
 * One row per user (agent, admin or owner) of the Aircall account. Each sync reads the whole list; an incremental one writes only users that are new, changed or gone. A user deleted in Aircall is written once more with _ab_cdc_deleted_at (unless the settings say to ignore deletions). Availability is as of when the row was last written: it does not make a row be written again, and is no history of who was available when. Good for joining calls to people, licence counts, and as evidence of who has, or had, access to the phone system.
 */
export interface User {
  /**
   * ID of the user, unique in Aircall. Primary key.
   */
  id: number;
  /**
   * When the user was created, UTC. Cursor.
   */
  created_at: string;
  /**
   * First and last name.
   */
  name?: null | string;
  /**
   * E-mail address.
   */
  email?: null | string;
  /**
   * API address of the user.
   */
  direct_link?: null | string;
  /**
   * Time zone of the user's working hours (tz database name, such as Etc/UTC).
   */
  time_zone?: null | string;
  /**
   * Language of the user's Aircall apps (IETF tag, such as en-US).
   */
  language?: null | string;
  /**
   * Internal extension; a string, because leading zeros count.
   */
  extension?: null | string;
  /**
   * Pause after each call in which the user gets no other, in seconds.
   */
  wrap_up_time?: null | number;
  /**
   * ID of the number that the user calls from by default.
   */
  default_number_id?: null | number;
  /**
   * Working-hours setting, such as always_opened. Aircall does not document it.
   */
  state?: null | string;
  /**
   * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
   */
  available?: null | boolean;
  /**
   * Working status: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
   */
  availability_status?: null | string;
  /**
   * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
   */
  substatus?: null | string;
  /**
   * When the connector found that the user no longer exists in Aircall, UTC; such a row carries only its id, created_at and this time. Null: it existed when the row was written.
   */
  _ab_cdc_deleted_at?: null | string;
}

/**
 * One row per team of the Aircall account, with its members. Each sync reads the whole list; an incremental one writes only teams that are new, changed (a member joined, left or was renamed) or gone. A team deleted in Aircall is written once more with _ab_cdc_deleted_at (unless the settings say to ignore deletions). The availability of members is as of when the row was last written. Good for figures by team, and as evidence of who belongs to which team.
 */
export interface Team {
  /**
   * ID of the team, unique in Aircall. Primary key.
   */
  id: number;
  /**
   * When the team was created, UTC. Cursor.
   */
  created_at: string;
  /**
   * Name of the team, unique in the account.
   */
  name?: null | string;
  /**
   * API address of the team.
   */
  direct_link?: null | string;
  /**
   * Members of the team. Elements can be null.
   */
  users?:
    | null
    | (null | {
        /**
         * ID of the user, as in the users stream.
         */
        id?: null | number;
        /**
         * API address of the user.
         */
        direct_link?: null | string;
        /**
         * First and last name of the user.
         */
        name?: null | string;
        /**
         * E-mail address of the user.
         */
        email?: null | string;
        /**
         * When the user was created, UTC.
         */
        created_at?: null | string;
        /**
         * Time zone of the user's working hours (tz database name, such as Etc/UTC).
         */
        time_zone?: null | string;
        /**
         * Language of the user's Aircall apps (IETF tag, such as en-US).
         */
        language?: null | string;
        /**
         * Internal extension of the user; a string, because leading zeros count.
         */
        extension?: null | string;
        /**
         * Pause after each call in which the user gets no other, in seconds.
         */
        wrap_up_time?: null | number;
        /**
         * ID of the number that the user calls from by default.
         */
        default_number_id?: null | number;
        /**
         * Working-hours setting of the user, such as always_opened. Aircall does not document it.
         */
        state?: null | string;
        /**
         * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
         */
        available?: null | boolean;
        /**
         * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
         */
        availability_status?: null | string;
        /**
         * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
         */
        substatus?: null | string;
      })[];
  /**
   * When the connector found that the team no longer exists in Aircall, UTC; such a row carries only its id, created_at and this time. Null: it existed when the row was written.
   */
  _ab_cdc_deleted_at?: null | string;
}

/**
 * One row per inbound or outbound phone call (calls between colleagues are not in Aircall's API), with its number, user, teams, comments and tags. Each sync reads new calls, and reads recent ones again (up to the look-back of the settings), because Aircall changes calls after their end: cost and duration within minutes, recordings within a day, comments, tags, archiving and assignment at any time. A call that is still going on is written as it is and written again until it is final. Aircall shows the last six months only, and takes the user off the calls of a deleted user: append or append + dedup keep the history, overwrite loses what has aged out. Good for call volumes, answer rates, handling times, and as evidence of who called or answered whom, and when.
 */
export interface Call {
  /**
   * ID of the call, unique in Aircall. Primary key.
   */
  id: number;
  /**
   * When the call began (ringing included), UNIX seconds, UTC. Cursor. Aircall may move it by a second shortly after the call.
   */
  started_at: number;
  /**
   * When the call was answered, UNIX seconds, UTC. Null: not answered (missed, or not yet).
   */
  answered_at?: null | number;
  /**
   * When the call ended, UNIX seconds, UTC. Null: still going on.
   */
  ended_at?: null | number;
  /**
   * Length of the call in seconds, 0 while it goes on. Aircall counts it with or without ringing, depending on the age of the call; for exact times take the differences of the three times.
   */
  duration?: null | number;
  /**
   * initial (ringing), answered (going on) or done. It does not tell missed calls: answered_at does.
   */
  status?: null | string;
  /**
   * inbound or outbound.
   */
  direction?: null | string;
  /**
   * Phone number of the other party, international format with spaces, or anonymous.
   */
  raw_digits?: null | string;
  /**
   * Why an inbound call was missed: out_of_opening_hours, short_abandoned, abandoned_in_ivr, abandoned_in_classic, no_available_agent, agents_did_not_answer; Aircall may add others. Null for other calls, and sometimes for missed ones.
   */
  missed_call_reason?: null | string;
  /**
   * Cause of the hang-up; Aircall does not document it, and it is mostly null.
   */
  hangup_cause?: null | string;
  /**
   * ID of the call at the telephony provider. Equals call_uuid.
   */
  sid?: null | string;
  /**
   * The name of sid in Aircall's webhooks; null when the API sends only sid.
   */
  call_uuid?: null | string;
  /**
   * API address of the call.
   */
  direct_link?: null | string;
  /**
   * Address of the recording or voicemail in Aircall; stable, needs a login.
   */
  asset?: null | string;
  /**
   * Link to the recording (MP3). It can come up to a day after the call. A signed link that Aircall makes anew at each reading, good for one hour after that; as of when the row was last written. Only whether there is a link counts as a change of the row.
   */
  recording?: null | string;
  /**
   * Short link to the recording. A signed link that Aircall makes anew at each reading, good for three hours after that; as of when the row was last written. Only whether there is a link counts as a change of the row.
   */
  recording_short_url?: null | string;
  /**
   * Link to the voicemail (MP3). It can come up to a day after the call. A signed link that Aircall makes anew at each reading, good for one hour after that; as of when the row was last written. Only whether there is a link counts as a change of the row.
   */
  voicemail?: null | string;
  /**
   * Short link to the voicemail. A signed link that Aircall makes anew at each reading, good for three hours after that; as of when the row was last written. Only whether there is a link counts as a change of the row.
   */
  voicemail_short_url?: null | string;
  /**
   * Whether the call has been archived (marked as handled) in Aircall.
   */
  archived?: null | boolean;
  /**
   * Cost of the call in US cents, a decimal number as a string; deprecated by Aircall, and settled some minutes after the call.
   */
  cost?: null | string;
  /**
   * How the call is charged, such as in_bundle; settled some minutes after the call.
   */
  pricing_type?: null | string;
  /**
   * Country code of the call (ISO 3166-1 alpha-2, such as US). Aircall does not document it.
   */
  country_code_a2?: null | string;
  /**
   * The Aircall number (line) of the call.
   */
  number?: null | {
    /**
     * ID of the number.
     */
    id?: null | number;
    /**
     * API address of the number.
     */
    direct_link?: null | string;
    /**
     * Name of the number in Aircall.
     */
    name?: null | string;
    /**
     * The number itself, international format with spaces.
     */
    digits?: null | string;
    /**
     * The number itself in E.164 format. Aircall sends it in webhooks only so far.
     */
    e164_digits?: null | string;
    /**
     * When the number was created, UTC.
     */
    created_at?: null | string;
    /**
     * Country of the number (ISO 3166-1 alpha-2, such as FR).
     */
    country?: null | string;
    /**
     * Time zone of the number (tz database name, such as Europe/Paris).
     */
    time_zone?: null | string;
    /**
     * Whether the number was open by its opening hours; not kept up for Smartflow numbers. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    open?: null | boolean;
    /**
     * Opening status of the number: open, custom (by opening hours) or closed. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    availability_status?: null | string;
    /**
     * Whether the number has a menu (IVR); deprecated by Aircall.
     */
    is_ivr?: null | boolean;
    /**
     * Whether calls of the number are recorded.
     */
    live_recording_activated?: null | boolean;
    /**
     * Whether the number is managed by the Smartflow editor.
     */
    flow_editor_enabled?: null | boolean;
    /**
     * Priority of the number in queues: null or 0 none, 1 top.
     */
    priority?: null | number;
    /**
     * Links to the sounds that the number plays to callers. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    messages?: null | {
      /**
       * Link to the sound played first. As of when the row was last written.
       */
      welcome?: null | string;
      /**
       * Link to the sound played while the caller waits. As of when the row was last written.
       */
      waiting?: null | string;
      /**
       * Link to the sound played for the menu (IVR). As of when the row was last written.
       */
      ivr?: null | string;
      /**
       * Link to the sound played before a voicemail is recorded. As of when the row was last written.
       */
      voicemail?: null | string;
      /**
       * Link to the sound played outside opening hours (deprecated by Aircall). As of when the row was last written.
       */
      closed?: null | string;
      /**
       * Link to the sound played when a callback is offered (deprecated by Aircall). As of when the row was last written.
       */
      callback_later?: null | string;
      /**
       * Link to the sound played when no callback can be offered. As of when the row was last written.
       */
      callback_unavailable?: null | string;
      /**
       * Link to the sound played when nobody answers (deprecated by Aircall). As of when the row was last written.
       */
      unanswered_call?: null | string;
      /**
       * Link to the sound played after hours. As of when the row was last written.
       */
      after_hours?: null | string;
      /**
       * Link to the sound played while it rings. As of when the row was last written.
       */
      ringing_tone?: null | string;
    };
  };
  /**
   * The user who took or made the call. Null for most missed calls, and once the user has been deleted in Aircall. A short form of the user: Aircall leaves some of the fields out, depending on the place; only the fields declared here are passed on.
   */
  user?: null | {
    /**
     * ID of the user, as in the users stream.
     */
    id?: null | number;
    /**
     * API address of the user.
     */
    direct_link?: null | string;
    /**
     * First and last name of the user.
     */
    name?: null | string;
    /**
     * E-mail address of the user.
     */
    email?: null | string;
    /**
     * When the user was created, UTC.
     */
    created_at?: null | string;
    /**
     * Time zone of the user's working hours (tz database name, such as Etc/UTC).
     */
    time_zone?: null | string;
    /**
     * Language of the user's Aircall apps (IETF tag, such as en-US).
     */
    language?: null | string;
    /**
     * Internal extension of the user; a string, because leading zeros count.
     */
    extension?: null | string;
    /**
     * Pause after each call in which the user gets no other, in seconds.
     */
    wrap_up_time?: null | number;
    /**
     * ID of the number that the user calls from by default.
     */
    default_number_id?: null | number;
    /**
     * Working-hours setting of the user, such as always_opened. Aircall does not document it.
     */
    state?: null | string;
    /**
     * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    available?: null | boolean;
    /**
     * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    availability_status?: null | string;
    /**
     * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    substatus?: null | string;
  };
  /**
   * The user whom the call is assigned to for follow-up. A short form of the user: Aircall leaves some of the fields out, depending on the place; only the fields declared here are passed on.
   */
  assigned_to?: null | {
    /**
     * ID of the user, as in the users stream.
     */
    id?: null | number;
    /**
     * API address of the user.
     */
    direct_link?: null | string;
    /**
     * First and last name of the user.
     */
    name?: null | string;
    /**
     * E-mail address of the user.
     */
    email?: null | string;
    /**
     * When the user was created, UTC.
     */
    created_at?: null | string;
    /**
     * Time zone of the user's working hours (tz database name, such as Etc/UTC).
     */
    time_zone?: null | string;
    /**
     * Language of the user's Aircall apps (IETF tag, such as en-US).
     */
    language?: null | string;
    /**
     * Internal extension of the user; a string, because leading zeros count.
     */
    extension?: null | string;
    /**
     * Pause after each call in which the user gets no other, in seconds.
     */
    wrap_up_time?: null | number;
    /**
     * ID of the number that the user calls from by default.
     */
    default_number_id?: null | number;
    /**
     * Working-hours setting of the user, such as always_opened. Aircall does not document it.
     */
    state?: null | string;
    /**
     * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    available?: null | boolean;
    /**
     * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    availability_status?: null | string;
    /**
     * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    substatus?: null | string;
  };
  /**
   * The user who transferred the call. A short form of the user: Aircall leaves some of the fields out, depending on the place; only the fields declared here are passed on.
   */
  transferred_by?: null | {
    /**
     * ID of the user, as in the users stream.
     */
    id?: null | number;
    /**
     * API address of the user.
     */
    direct_link?: null | string;
    /**
     * First and last name of the user.
     */
    name?: null | string;
    /**
     * E-mail address of the user.
     */
    email?: null | string;
    /**
     * When the user was created, UTC.
     */
    created_at?: null | string;
    /**
     * Time zone of the user's working hours (tz database name, such as Etc/UTC).
     */
    time_zone?: null | string;
    /**
     * Language of the user's Aircall apps (IETF tag, such as en-US).
     */
    language?: null | string;
    /**
     * Internal extension of the user; a string, because leading zeros count.
     */
    extension?: null | string;
    /**
     * Pause after each call in which the user gets no other, in seconds.
     */
    wrap_up_time?: null | number;
    /**
     * ID of the number that the user calls from by default.
     */
    default_number_id?: null | number;
    /**
     * Working-hours setting of the user, such as always_opened. Aircall does not document it.
     */
    state?: null | string;
    /**
     * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    available?: null | boolean;
    /**
     * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    availability_status?: null | string;
    /**
     * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    substatus?: null | string;
  };
  /**
   * The user to whom the call was transferred; for a transfer to a team, its first user. A short form of the user: Aircall leaves some of the fields out, depending on the place; only the fields declared here are passed on.
   */
  transferred_to?: null | {
    /**
     * ID of the user, as in the users stream.
     */
    id?: null | number;
    /**
     * API address of the user.
     */
    direct_link?: null | string;
    /**
     * First and last name of the user.
     */
    name?: null | string;
    /**
     * E-mail address of the user.
     */
    email?: null | string;
    /**
     * When the user was created, UTC.
     */
    created_at?: null | string;
    /**
     * Time zone of the user's working hours (tz database name, such as Etc/UTC).
     */
    time_zone?: null | string;
    /**
     * Language of the user's Aircall apps (IETF tag, such as en-US).
     */
    language?: null | string;
    /**
     * Internal extension of the user; a string, because leading zeros count.
     */
    extension?: null | string;
    /**
     * Pause after each call in which the user gets no other, in seconds.
     */
    wrap_up_time?: null | number;
    /**
     * ID of the number that the user calls from by default.
     */
    default_number_id?: null | number;
    /**
     * Working-hours setting of the user, such as always_opened. Aircall does not document it.
     */
    state?: null | string;
    /**
     * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    available?: null | boolean;
    /**
     * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    availability_status?: null | string;
    /**
     * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
     */
    substatus?: null | string;
  };
  /**
   * Phone number outside Aircall to which the call was transferred.
   */
  external_transferred_to?: null | string;
  /**
   * Phone number of the caller of an externally transferred call.
   */
  external_caller_number?: null | string;
  /**
   * ID of the call that asked for this callback.
   */
  automatic_callback_call_id?: null | number;
  /**
   * The contact on the other end. Null: this connector does not ask Aircall for it.
   */
  contact?: null | {
    /**
     * ID of the contact.
     */
    id?: null | number;
    /**
     * API address of the contact.
     */
    direct_link?: null | string;
    /**
     * First name.
     */
    first_name?: null | string;
    /**
     * Last name.
     */
    last_name?: null | string;
    /**
     * Company of the contact.
     */
    company_name?: null | string;
    /**
     * Company of the contact, under another name that some answers of Aircall use.
     */
    company?: null | string;
    /**
     * Free text on the contact.
     */
    description?: null | string;
    /**
     * Free text on the contact.
     */
    information?: null | string;
    /**
     * Whether the whole company sees the contact.
     */
    is_shared?: null | boolean;
    /**
     * When the contact was created, UNIX seconds.
     */
    created_at?: null | number;
    /**
     * When the contact was last changed, UNIX seconds.
     */
    updated_at?: null | number;
    /**
     * Phone numbers of the contact.
     */
    phone_numbers?:
      | null
      | (null | {
          /**
           * ID of the entry.
           */
          id?: null | number;
          /**
           * Label of the entry, such as Work.
           */
          label?: null | string;
          /**
           * The entry itself.
           */
          value?: null | string;
        })[];
    /**
     * E-mail addresses of the contact.
     */
    emails?:
      | null
      | (null | {
          /**
           * ID of the entry.
           */
          id?: null | number;
          /**
           * Label of the entry, such as Work.
           */
          label?: null | string;
          /**
           * The entry itself.
           */
          value?: null | string;
        })[];
  };
  /**
   * Teams that an inbound call rang. Elements can be null.
   */
  teams?:
    | null
    | (null | {
        /**
         * ID of the team, as in the teams stream.
         */
        id?: null | number;
        /**
         * Name of the team.
         */
        name?: null | string;
        /**
         * API address of the team.
         */
        direct_link?: null | string;
        /**
         * When the team was created, UTC.
         */
        created_at?: null | string;
        /**
         * Members of the team, where Aircall sends them.
         */
        users?:
          | null
          | (null | {
              /**
               * ID of the user, as in the users stream.
               */
              id?: null | number;
              /**
               * API address of the user.
               */
              direct_link?: null | string;
              /**
               * First and last name of the user.
               */
              name?: null | string;
              /**
               * E-mail address of the user.
               */
              email?: null | string;
              /**
               * When the user was created, UTC.
               */
              created_at?: null | string;
              /**
               * Time zone of the user's working hours (tz database name, such as Etc/UTC).
               */
              time_zone?: null | string;
              /**
               * Language of the user's Aircall apps (IETF tag, such as en-US).
               */
              language?: null | string;
              /**
               * Internal extension of the user; a string, because leading zeros count.
               */
              extension?: null | string;
              /**
               * Pause after each call in which the user gets no other, in seconds.
               */
              wrap_up_time?: null | number;
              /**
               * ID of the number that the user calls from by default.
               */
              default_number_id?: null | number;
              /**
               * Working-hours setting of the user, such as always_opened. Aircall does not document it.
               */
              state?: null | string;
              /**
               * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
               */
              available?: null | boolean;
              /**
               * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
               */
              availability_status?: null | string;
              /**
               * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
               */
              substatus?: null | string;
            })[];
      })[];
  /**
   * Comments (notes) on the call, at most five. Elements can be null.
   */
  comments?:
    | null
    | (null | {
        /**
         * ID of the comment.
         */
        id?: null | number;
        /**
         * Text of the comment.
         */
        content?: null | string;
        /**
         * When it was posted, UNIX seconds, UTC.
         */
        posted_at?: null | number;
        /**
         * The user who posted it; null when it came through the API. A short form of the user: Aircall leaves some of the fields out, depending on the place; only the fields declared here are passed on.
         */
        posted_by?: null | {
          /**
           * ID of the user, as in the users stream.
           */
          id?: null | number;
          /**
           * API address of the user.
           */
          direct_link?: null | string;
          /**
           * First and last name of the user.
           */
          name?: null | string;
          /**
           * E-mail address of the user.
           */
          email?: null | string;
          /**
           * When the user was created, UTC.
           */
          created_at?: null | string;
          /**
           * Time zone of the user's working hours (tz database name, such as Etc/UTC).
           */
          time_zone?: null | string;
          /**
           * Language of the user's Aircall apps (IETF tag, such as en-US).
           */
          language?: null | string;
          /**
           * Internal extension of the user; a string, because leading zeros count.
           */
          extension?: null | string;
          /**
           * Pause after each call in which the user gets no other, in seconds.
           */
          wrap_up_time?: null | number;
          /**
           * ID of the number that the user calls from by default.
           */
          default_number_id?: null | number;
          /**
           * Working-hours setting of the user, such as always_opened. Aircall does not document it.
           */
          state?: null | string;
          /**
           * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
           */
          available?: null | boolean;
          /**
           * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
           */
          availability_status?: null | string;
          /**
           * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
           */
          substatus?: null | string;
        };
      })[];
  /**
   * Tags of the call. A tag that is deleted in Aircall vanishes from all its calls. Elements can be null.
   */
  tags?:
    | null
    | (null | {
        /**
         * ID of the tag.
         */
        id?: null | number;
        /**
         * Name of the tag.
         */
        name?: null | string;
        /**
         * Colour of the tag (hexadecimal, such as #29C8FF).
         */
        color?: null | string;
        /**
         * Free text on the tag, or the name of its built-in purpose, such as queue_callback.
         */
        description?: null | string;
        /**
         * API address of the tag.
         */
        direct_link?: null | string;
        /**
         * When the call was tagged, UNIX seconds, UTC.
         */
        created_at?: null | number;
        /**
         * The name of created_at in Aircall's webhooks.
         */
        tagged_at?: null | number;
        /**
         * The user who tagged the call; can be an empty object. A short form of the user: Aircall leaves some of the fields out, depending on the place; only the fields declared here are passed on.
         */
        tagged_by?: null | {
          /**
           * ID of the user, as in the users stream.
           */
          id?: null | number;
          /**
           * API address of the user.
           */
          direct_link?: null | string;
          /**
           * First and last name of the user.
           */
          name?: null | string;
          /**
           * E-mail address of the user.
           */
          email?: null | string;
          /**
           * When the user was created, UTC.
           */
          created_at?: null | string;
          /**
           * Time zone of the user's working hours (tz database name, such as Etc/UTC).
           */
          time_zone?: null | string;
          /**
           * Language of the user's Aircall apps (IETF tag, such as en-US).
           */
          language?: null | string;
          /**
           * Internal extension of the user; a string, because leading zeros count.
           */
          extension?: null | string;
          /**
           * Pause after each call in which the user gets no other, in seconds.
           */
          wrap_up_time?: null | number;
          /**
           * ID of the number that the user calls from by default.
           */
          default_number_id?: null | number;
          /**
           * Working-hours setting of the user, such as always_opened. Aircall does not document it.
           */
          state?: null | string;
          /**
           * Whether the user could take calls by their working hours. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
           */
          available?: null | boolean;
          /**
           * Working status of the user: available, custom (by working hours) or unavailable. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
           */
          availability_status?: null | string;
          /**
           * Reason for the status, such as always_opened, always_closed or On a break. As of when the row was last written: it changes all the time, and a change of it alone does not write the row again.
           */
          substatus?: null | string;
        };
      })[];
  /**
   * Participants of a conference call.
   */
  conference_participants?:
    | null
    | (null | {
        /**
         * ID of the user or contact; absent for an external participant. Aircall documents it as a number and as a string.
         */
        id?: null | number | string;
        /**
         * user, contact or external.
         */
        type?: null | string;
        /**
         * Name of the user or contact; absent for an external participant.
         */
        name?: null | string;
        /**
         * Phone number of a contact or an external participant; absent for a user.
         */
        phone_number?: null | string;
      })[];
  /**
   * The name of conference_participants in Aircall's webhooks.
   */
  participants?:
    | null
    | (null | {
        /**
         * ID of the user or contact; absent for an external participant. Aircall documents it as a number and as a string.
         */
        id?: null | number | string;
        /**
         * user, contact or external.
         */
        type?: null | string;
        /**
         * Name of the user or contact; absent for an external participant.
         */
        name?: null | string;
        /**
         * Phone number of a contact or an external participant; absent for a user.
         */
        phone_number?: null | string;
      })[];
  /**
   * Choices of the caller in the menu (IVR) of a Smartflow number, of the last two months. Null: this connector does not ask Aircall for it.
   */
  ivr_options_selected?:
    | null
    | (null | {
        /**
         * ID of the choice. Aircall documents it as a string and as a number.
         */
        id?: null | string | number;
        /**
         * Title of the menu.
         */
        title?: null | string;
        /**
         * Key that was pressed, or fallback.
         */
        key?: null | string;
        /**
         * Branch of the flow that the choice led to.
         */
        branch?: null | string;
        /**
         * When the choice was recorded, UTC.
         */
        created_at?: null | string;
        /**
         * When the step into the branch began, UTC.
         */
        transition_started_at?: null | string;
        /**
         * When the step into the branch ended, UTC.
         */
        transition_ended_at?: null | string;
      })[];
  /**
   * AI voice agents that handled parts of the call, by start. Null: this connector does not ask Aircall for it.
   */
  ai_voice_agents?:
    | null
    | (null | {
        /**
         * ID of the AI voice agent.
         */
        agent_id?: null | string;
        /**
         * Name of the AI voice agent.
         */
        agent_name?: null | string;
        /**
         * When its part began: UNIX seconds or ISO 8601, UTC (Aircall does not say which).
         */
        started_at?: null | number | string;
        /**
         * When its part ended: UNIX seconds or ISO 8601, UTC (Aircall does not say which).
         */
        ended_at?: null | number | string;
        /**
         * Why its part ended, such as answered, escalated, disconnected or caller_hung_up.
         */
        end_reason?: null | string;
        /**
         * Why it handed the call over.
         */
        escalation_reason?: null | string;
        /**
         * Whom it handed the call over to.
         */
        escalation_target?: null | {
          /**
           * branch, user, team or external.
           */
          type?: null | string;
          /**
           * The branch, the ID of the user or team, or the phone number.
           */
          destination?: null | string | number;
        };
      })[];
}
