/** Generated from schemas/streams by schemas/generate.ts. Do not edit. */

/**
 * Per stream what to leave out when a row is compared with an earlier reading of it. 'skip': the value changes by
 * itself and means nothing; 'presence': of a signed link only whether there is one; an object: rules of the fields
 * below, also where the field is an array of objects.
 */
export const volatileFields = {
  "users": {
    "available": "skip",
    "availability_status": "skip",
    "substatus": "skip"
  },
  "teams": {
    "users": {
      "available": "skip",
      "availability_status": "skip",
      "substatus": "skip"
    }
  },
  "calls": {
    "number": {
      "open": "skip",
      "availability_status": "skip",
      "messages": "skip"
    },
    "user": {
      "available": "skip",
      "availability_status": "skip",
      "substatus": "skip"
    },
    "assigned_to": {
      "available": "skip",
      "availability_status": "skip",
      "substatus": "skip"
    },
    "transferred_by": {
      "available": "skip",
      "availability_status": "skip",
      "substatus": "skip"
    },
    "transferred_to": {
      "available": "skip",
      "availability_status": "skip",
      "substatus": "skip"
    },
    "comments": {
      "posted_by": {
        "available": "skip",
        "availability_status": "skip",
        "substatus": "skip"
      }
    },
    "tags": {
      "tagged_by": {
        "available": "skip",
        "availability_status": "skip",
        "substatus": "skip"
      }
    },
    "teams": {
      "users": {
        "available": "skip",
        "availability_status": "skip",
        "substatus": "skip"
      }
    },
    "recording": "presence",
    "recording_short_url": "presence",
    "voicemail": "presence",
    "voicemail_short_url": "presence"
  }
} as const;

/** Per stream where a user ('user') is nested in a row, in the same form. */
export const nestedUsers = {
  "users": {},
  "teams": {
    "users": "user"
  },
  "calls": {
    "user": "user",
    "assigned_to": "user",
    "transferred_by": "user",
    "transferred_to": "user",
    "comments": {
      "posted_by": "user"
    },
    "tags": {
      "tagged_by": "user"
    },
    "teams": {
      "users": "user"
    }
  }
} as const;

/**
 * The only fields that a nested user may carry: Aircall was once seen to send a user there with fields of its own
 * that nobody outside should have (such as an authentication token).
 */
export const userFields = [
  "id",
  "direct_link",
  "name",
  "email",
  "created_at",
  "time_zone",
  "language",
  "extension",
  "wrap_up_time",
  "default_number_id",
  "state",
  "available",
  "availability_status",
  "substatus"
] as const;
