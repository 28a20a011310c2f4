# What is behind the CORS of every testee in Perl: a server set up for the suite's standard policies.
# POLICIES names the file with the policies.
package Application;
use strict;
use warnings;
use Exporter 'import';
use JSON::PP qw(decode_json encode_json);
use Plack::Request;

our @EXPORT_OK = qw(policies manifest application);

# What a server is meant to share, without the policies that are skipped; what is left out of a policy is
# not allowed.
sub policies {
    my ($skipped) = @_;
    open my $file, '<', $ENV{POLICIES} or die "$ENV{POLICIES}: $!";
    my $all = decode_json(do { local $/; <$file> });
    my @lists = qw(allowOrigins allowMethods allowHeaders exposeHeaders);
    return map { { (map { $_ => [] } @lists), %$_ } } grep { !$skipped->{ $_->{id} } } @$all;
}

# Says which policies there are.
sub manifest {
    my ($name, $version, $skipped) = @_;
    my %paths = map { $_->{id} => "/$_->{id}" } policies($skipped);
    my $body = encode_json(
        { name => $name, version => "$version", policies => \%paths, skipped => $skipped });
    return sub { [200, ['Content-Type' => 'application/json'], [$body]] };
}

# The application answers all methods alike; each answer is marked, so that the suite knows whether it was
# reached.
sub application {
    my $request = Plack::Request->new(shift);
    my (undef, $name, $argument) = split m{/}, $request->path_info;
    my @marks = ('X-Reached' => 'app', 'Content-Type' => 'text/plain');
    my %headers = (
        ''      => [],
        etag    => [ETag => '"1"'],
        vary    => [Vary => 'Accept-Language'],
        headers =>
            [ETag => '"1"', 'X-Request-Id' => 42, 'X-Total-Count' => 7, 'X-Private' => 'yes'],
        cookie => ['Set-Cookie' => 'testee=1; Path=/'],
    );
    $name //= '';
    if ($name eq 'status' && $argument =~ /\A[2-5]\d\d\z/) {
        die "the application failed\n" if $argument == 500;
        return [$argument, \@marks, ["status $argument\n"]];
    }
    if ($name eq 'redirect') {
        return [302, [@marks, Location => $request->parameters->{to}], ["elsewhere\n"]];
    }
    if ($name eq 'etag' && ($request->header('If-None-Match') // '') eq '"1"') {
        return [304, ['X-Reached' => 'app', ETag => '"1"'], []];
    }
    return [404, \@marks, ["not here\n"]] if !$headers{$name};
    return [200, [@marks, @{ $headers{$name} }], ["ok\n"]];
}

1;
