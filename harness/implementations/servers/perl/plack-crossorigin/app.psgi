# Plack::Middleware::CrossOrigin in a PSGI application, as its documentation shows.
use strict;
use warnings;
use Application qw(policies manifest application);
use Plack::Builder;
use Plack::Middleware::CrossOrigin;

my %skipped;

# The default port is not written, so that any port is two origins.
sub origins {
    return map { /\A(.*):\*\z/ ? ($1, $_) : $_ } @_;
}

builder {
    for my $policy (policies(\%skipped)) {
        mount "/$policy->{id}" => builder {
            enable 'CrossOrigin',
                origins        => [origins(@{ $policy->{allowOrigins} })],
                methods        => ['GET', 'HEAD', 'POST', @{ $policy->{allowMethods} }],
                headers        => $policy->{allowHeaders},
                expose_headers => $policy->{exposeHeaders},
                credentials    => $policy->{allowCredentials},
                max_age        => $policy->{maxAge};
            \&application;
        };
    }
    mount '/.well-known/cors-conformance' => manifest(
        'Plack::Middleware::CrossOrigin', Plack::Middleware::CrossOrigin->VERSION, \%skipped
    );
};
