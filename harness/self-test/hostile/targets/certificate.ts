/** A certificate that its owner signed itself, and its key: no secret, since it is used on loopback only. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIUCh10cMtpf79Q4s/y1G8SdcKQEVcwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMaG9zdGlsZS50ZXN0MCAXDTI2MTEyNjAyNDcxM1oYDzIxMjYx
MTAyMDI0NzEzWjAXMRUwEwYDVQQDDAxob3N0aWxlLnRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAASK31nkvgesrJgqMgKjafG6wrrF1Z/dJReRSxmAOtKx/Gu0
2/Y6AGiDODltdyKS6nH++WousGmP2GcUGR6LOX8Io1MwUTAdBgNVHQ4EFgQUYX8g
Ebgv5Zev4Ppa/0FW/fjaHakwHwYDVR0jBBgwFoAUYX8gEbgv5Zev4Ppa/0FW/fja
HakwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAfm0LmQ/tgvkUo
gvs6zEzyV5UpZR5zM1wrIZeZYS+izAIhANk9Qe6eLzLXNhp7juCVrEC/i+FZnOxg
45tNVOs+K01V
-----END CERTIFICATE-----
`;

export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVL+wehFu9tyISYZ5
+eA1laF02fMTW3wohPRqCjGBIsOhRANCAASK31nkvgesrJgqMgKjafG6wrrF1Z/d
JReRSxmAOtKx/Gu02/Y6AGiDODltdyKS6nH++WousGmP2GcUGR6LOX8I
-----END PRIVATE KEY-----
`;
