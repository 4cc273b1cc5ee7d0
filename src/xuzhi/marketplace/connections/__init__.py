"""What connects a firm's own programs: keys of the API, and webhooks that are told what happens."""
