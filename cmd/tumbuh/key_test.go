package main

// killKey is a data key for tests that open many stores over the same data.
const killKey = `{"data":{"key":[{"keyData":{"keyMaterialType":"SYMMETRIC","typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey","value":"GiBYVoON5ceqTBUupiZ8QXo4l9d8vRAmS6BxEiuw940oeQ=="},"keyId":4224480957,"outputPrefixType":"TINK","status":"ENABLED"}],"primaryKeyId":4224480957},"lookup":{"key":[{"keyData":{"keyMaterialType":"SYMMETRIC","typeUrl":"type.googleapis.com/google.crypto.tink.HmacPrfKey","value":"EgIIAxogtW+NevJMVMyJv2mry7Q6abrKH9sA9M8RXgIlvgUH+UE="},"keyId":941788806,"outputPrefixType":"RAW","status":"ENABLED"}],"primaryKeyId":941788806}}`
